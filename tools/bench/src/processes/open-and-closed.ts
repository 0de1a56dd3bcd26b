/** A second gateway on the platform's stores, with two more routes that give the same brand by the same code: one asks who is there. */
import { Brand } from '@freehold/contracts/tenant/brand';
import { render } from '@freehold/contracts/view';
import { Edge } from '@freehold/gateway/edge/edge';
import { type Route, route } from '@freehold/gateway/edge/route';
import { registerRoutes } from '@freehold/gateway/edge/router';
import { GatewayModule } from '@freehold/gateway/gateway.module';
import { createHttpApp, readHttpConfig } from '@freehold/gateway/http-app';
import { listen } from '@freehold/gateway/listening';

function brandRoute(name: string, scope: { readonly scope?: string }): Route {
  return route({
    ...scope,
    method: 'GET',
    path: `/bench/${name}/{id}`,
    operation_id: name,
    tag: 'bench',
    summary: name,
    answers: {},
    async handle({ params: { id = '' } }, desk) {
      const brand = await desk.resources.get(Brand.name, id);
      return brand === undefined ? { status: 404 } : { status: 200, body: render(Brand, brand) };
    },
  });
}

const app = await createHttpApp(GatewayModule.of(process.env), readHttpConfig(process.env));
await app.init();
const routes = [brandRoute('open', {}), brandRoute('closed', { scope: 'brands:read' })];
await registerRoutes(app.getHttpAdapter().getInstance(), routes, app.get(Edge).desk);
await listen(app, 0, '127.0.0.1');
process.once('disconnect', () => process.exit(0));
process.send?.({ url: await app.getUrl() });
