-- Run once, by the image, when the cluster is made: a role a service, which may make schemas of its own (and beside them, for
-- rebuilds) and sees nobody else's. Passwords come from the environment of the server's container.
\set ON_ERROR_STOP on
\getenv gateway FREEHOLD_GATEWAY_POSTGRES_PASSWORD
\getenv tenant FREEHOLD_TENANT_POSTGRES_PASSWORD
\getenv fleet FREEHOLD_FLEET_POSTGRES_PASSWORD
\getenv dns FREEHOLD_DNS_POSTGRES_PASSWORD
\getenv lb FREEHOLD_LB_POSTGRES_PASSWORD
\getenv inventory_sync FREEHOLD_INVENTORY_SYNC_POSTGRES_PASSWORD
\getenv identity FREEHOLD_IDENTITY_POSTGRES_PASSWORD
\getenv audit FREEHOLD_AUDIT_POSTGRES_PASSWORD
\getenv webhook FREEHOLD_WEBHOOK_POSTGRES_PASSWORD
\getenv keycloak KEYCLOAK_POSTGRES_PASSWORD

REVOKE ALL ON DATABASE freehold FROM PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE ROLE gateway LOGIN PASSWORD :'gateway';
CREATE ROLE tenant LOGIN PASSWORD :'tenant';
CREATE ROLE fleet LOGIN PASSWORD :'fleet';
CREATE ROLE dns LOGIN PASSWORD :'dns';
CREATE ROLE lb LOGIN PASSWORD :'lb';
CREATE ROLE inventory_sync LOGIN PASSWORD :'inventory_sync';
CREATE ROLE identity LOGIN PASSWORD :'identity';
CREATE ROLE audit LOGIN PASSWORD :'audit';
CREATE ROLE webhook LOGIN PASSWORD :'webhook';
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE freehold TO gateway, tenant, fleet, dns, lb, inventory_sync, identity, audit, webhook;

-- Requests are answered under it; it sees the rows within a caller's reach (services/gateway/src/access/row-security.ts).
CREATE ROLE gateway_reader NOLOGIN;
GRANT gateway_reader TO gateway WITH INHERIT FALSE, SET TRUE;

CREATE ROLE keycloak LOGIN PASSWORD :'keycloak';
CREATE DATABASE keycloak OWNER keycloak;
REVOKE ALL ON DATABASE keycloak FROM PUBLIC;
