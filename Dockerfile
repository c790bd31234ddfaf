# The server, for `docker build -t itsyouonline .`; settings come from the environment (docs/settings.md).

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --workspaces=false --no-audit --no-fund
COPY bundle.mjs tsconfig.json tsconfig.build.json ./
COPY generated generated
COPY migrations migrations
COPY src src
RUN npm run build && npm prune --omit=dev --workspaces=false --no-audit --no-fund && \
  find node_modules -type f \( -name '*.map' -o -name '*.md' -o -name '*.d.ts' -o -name '*.d.[cm]ts' \) -delete

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json api.raml LICENSE ./
COPY assets assets
COPY bin bin
COPY contract contract
COPY generated generated
# The image writes nothing: it runs with a read-only root file system, and without a shell.
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/readyz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "bin/iyo.cjs"]
CMD ["serve"]
