FROM node:22-slim

WORKDIR /app
# tsx would keep compiled code in the folder for temporary files, where others could put theirs.
ENV NODE_ENV=production TSX_DISABLE_CACHE=1

COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force

COPY src ./src

USER node
EXPOSE 3000

# Node itself and not npm, so that SIGTERM reaches the app. It needs REDIS_URL: there is no Redis in here.
CMD ["node", "--max-semi-space-size=2", "--import", "tsx", "src/main.ts"]
