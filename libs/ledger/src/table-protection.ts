import type { Pool } from 'pg';

/**
 * The statements that give a copy of a table the row level security and the grants of the original, which
 * `CREATE TABLE … LIKE` leaves out. Names and expressions come from the catalogue, which quotes them.
 */
export async function protection(pool: Pool, schema: string, copy: string, table: string): Promise<string[]> {
  const { rows } = await pool.query<{ statement: string }>(sql, [schema, copy, table]);
  return rows.map(({ statement }) => statement);
}

const sql = `
WITH original AS (
  SELECT c.oid, c.relrowsecurity, c.relforcerowsecurity, c.relacl, c.relowner, format('%I.%I', $2::text, c.relname) AS copy
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $3
)
SELECT format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', copy) AS statement FROM original WHERE relrowsecurity
UNION ALL
SELECT format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', copy) FROM original WHERE relforcerowsecurity
UNION ALL
SELECT format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', p.polname, copy,
    CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
    CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
    (SELECT string_agg(CASE WHEN role = 0 THEN 'PUBLIC' ELSE role::regrole::text END, ', ') FROM unnest(p.polroles) AS role))
  || coalesce(' USING (' || pg_get_expr(p.polqual, p.polrelid) || ')', '')
  || coalesce(' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')', '')
FROM original JOIN pg_policy p ON p.polrelid = original.oid
UNION ALL
SELECT format('GRANT %s ON %s TO %s', acl.privilege_type, copy, CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE acl.grantee::regrole::text END)
FROM original, aclexplode(relacl) AS acl WHERE acl.grantee <> relowner`;
