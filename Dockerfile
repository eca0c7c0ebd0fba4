FROM node:22-slim

WORKDIR /app
ENV NODE_ENV=production

COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force

COPY src ./src

USER node
EXPOSE 3000

# Node itself and not npm, so that SIGTERM reaches the app. It needs REDIS_URL: there is no Redis in here.
CMD ["node", "--max-semi-space-size=2", "--import", "./src/typescript.mjs", "src/main.ts"]
