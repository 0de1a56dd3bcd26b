/** The least that can answer with a resource: Fastify, pg, one prepared query. What the gateway is held against. */
import fastify from 'fastify';
import pg from 'pg';

const pool = new pg.Pool({
  connectionString: process.env['BENCH_POSTGRES_URL'],
  max: 12,
  options: '-c search_path=gateway',
});
const app = fastify();

app.get<{ Params: { id: string } }>('/brands/:id', async ({ params }, reply) => {
  const { rows } = await pool.query({
    name: 'resource.get',
    text: `SELECT kind, id, status, status_message, spec, observed, created_at, updated_at, revision, generation, converged, position, tenant_id, brand_id
      FROM resource WHERE kind = $1 AND id = $2`,
    values: ['brand', params.id],
  });
  if (rows[0] === undefined) return await reply.code(404).send();
  return await reply.send(rows[0]);
});

process.once('disconnect', () => process.exit(0));
process.send?.({ url: await app.listen({ port: 0, host: '127.0.0.1', backlog: 4_096 }) });
