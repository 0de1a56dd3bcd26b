import { Rejected } from '@freehold/contracts/command';
import { metricsText } from '@freehold/service/metrics';
import { runtimesHere } from '@freehold/service/runtime';
import { z } from 'zod';
import { type Route, route } from '../edge/route.js';

const Healthy = z.strictObject({ status: z.literal('ok') });

/** What a process supervisor and a metrics scraper ask. Open to everybody who reaches the port. */
export const healthRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/livez',
    operation_id: 'live',
    tag: 'health',
    summary: 'Whether the process runs and its event loop turns',
    answers: { 200: { description: 'It does', schema: Healthy } },
    handle: async () => ({ status: 200, body: { status: 'ok' } }),
  }),
  route({
    method: 'GET',
    path: '/readyz',
    operation_id: 'ready',
    tag: 'health',
    summary: 'Whether every service of the process can serve',
    answers: { 200: { description: 'They can', schema: Healthy } },
    async handle() {
      const states = await Promise.all(
        [...runtimesHere()].map(async (runtime) => [runtime.definition.name, await runtime.notReady()] as const),
      );
      const failing = states.filter(([, reason]) => reason !== undefined).map(([name, reason]) => `${name}: ${reason}`);
      if (failing.length > 0) throw new Rejected('request.unavailable', failing.join('; '));
      return { status: 200, body: { status: 'ok' } };
    },
  }),
  route({
    method: 'GET',
    path: '/metrics',
    operation_id: 'metrics',
    tag: 'health',
    summary: 'Figures for Prometheus',
    answers: { 200: { description: 'Text exposition format', content_type: 'text/plain', schema: z.string() } },
    handle: async () => ({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      body: await metricsText(),
    }),
  }),
];
