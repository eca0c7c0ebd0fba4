# Node 24 strips the types itself, so there is neither a build nor tsx in here. By its tag and not by a digest: renovate.json
# has both kept up to date once a digest stands here.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY package.json ./
COPY src ./src

# The image's user "node", as a number: Kubernetes cannot know of a name that it is not root.
USER 1000:1000
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

# Node itself and not npm, so that SIGTERM reaches the app. It writes nothing here, so the root may be read-only; and it needs
# REDIS_URL: there is no Redis in here.
CMD ["node", "--max-semi-space-size=2", "src/main.ts"]
