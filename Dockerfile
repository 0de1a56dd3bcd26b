# syntax=docker/dockerfile:1
# One image for every service: the command chooses which. `docker build -t freehold .`

ARG NODE=node:24.21.0-bookworm-slim

# The manifests alone, so that what follows is built again only when they change.
FROM ${NODE} AS manifests
WORKDIR /freehold
COPY . /source
RUN cd /source && find . -name package.json -not -path '*/node_modules/*' -exec cp --parents -t /freehold {} + \
    && cp package-lock.json .npmrc /freehold

FROM manifests AS deps
RUN npm ci --ignore-scripts

FROM deps AS build
COPY . .
RUN node_modules/.bin/tsc -b services/gateway services/tenant services/fleet services/dns services/lb services/inventory-sync services/identity services/audit services/webhook tools/emulators
RUN mkdir /out && find libs services tools/emulators -path '*/dist/*' -name '*.js' ! -name '*.spec.js' ! -name '*.long-spec.js' \
    -exec cp --parents -t /out {} + && cp --parents -t /out infra/healthcheck.mjs

# What runs: no compiler, no second Node.
FROM manifests AS production
RUN npm ci --ignore-scripts --omit=dev --omit=optional \
    -w services/gateway -w services/tenant -w services/fleet -w services/dns -w services/lb -w services/inventory-sync -w services/identity \
    -w services/audit -w services/webhook -w tools/emulators

FROM ${NODE} AS runtime
# Replaces Node's working directory of the build by what the services need and no more.
WORKDIR /freehold
COPY --from=production /freehold ./
COPY --from=build /out ./
# What a service writes goes to a volume here; the rest of the file system may be read-only.
RUN mkdir /data && chown node:node /data
USER node
ENV NODE_ENV=production \
    FREEHOLD_HEALTH_HOST=0.0.0.0 \
    FREEHOLD_HEALTH_PORT=8080
EXPOSE 8080 8090
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 CMD ["node", "infra/healthcheck.mjs"]
CMD ["node", "--import", "./libs/service/dist/otel.js", "services/gateway/dist/main.js"]
