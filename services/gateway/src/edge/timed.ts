import { requestSeconds } from '@freehold/service/metrics';
import type { FastifyInstance } from 'fastify';

/** Counts every request of a room, and how long it took, by method, template of its route and status. */
export function timed(room: FastifyInstance): void {
  room.addHook('onResponse', async (request, reply) => {
    requestSeconds
      .labels(request.method, request.routeOptions.config.template ?? 'none', String(reply.statusCode))
      .observe(reply.elapsedTime / 1000);
  });
}
