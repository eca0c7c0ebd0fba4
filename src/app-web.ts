import { SocketModeReceiver } from '@slack/bolt'
import type { Parts, World } from './app-parts.ts'
import type { Config } from './config.ts'
import type { Routes } from './http/server.ts'
import { createBoltApp } from './slack/bolt-app.ts'
import { carryOutClick } from './slack/clicks.ts'
import { createHttpReceiver } from './slack/http-receiver.ts'
import { sharelinkCommand } from './slack/sharelink-command.ts'
import { isStorageError } from './store/store.ts'
import { answerQuestion } from './use-cases/answer-question.ts'
import { listShares } from './use-cases/list-shares.ts'
import { requestShare } from './use-cases/request-share.ts'
import { revokeShare } from './use-cases/revoke-share.ts'

/** Slack's side of a process: over HTTP, or over a socket that it opens itself. */
const createTransport = (config: Config, parts: Parts, world: World) => {
  const { appToken, signingSecret } = config.slack
  if (appToken !== null) {
    const receiver = new SocketModeReceiver({
      appToken,
      logger: parts.slackLogger,
      installerOptions: { clientOptions: parts.slackOptions() },
    })
    const routes: Routes = {}
    return { receiver, routes, start: () => receiver.start(), stop: () => receiver.stop() }
  }
  const { receiver, handle } = createHttpReceiver(signingSecret ?? '', parts.slackLogger, world.now)
  const routes: Routes = { 'POST /slack/events': handle }
  return { receiver, routes, start: async () => {}, stop: async () => {} }
}

/** Commands and clicks. */
export const createWebRole = (config: Config, parts: Parts, world: World) => {
  const { store, directory, queues } = parts
  const { now, random, newUuid, log } = world
  const { shares, questions } = store
  const { adminUsers } = config
  const transport = createTransport(config, parts, world)
  const revoke = revokeShare({ shares, jobs: queues, directory, adminUsers, now })

  const { idle } = createBoltApp({
    receiver: transport.receiver,
    botToken: config.slack.botToken,
    clientOptions: parts.slackOptions(),
    workspace: parts.workspace,
    command: sharelinkCommand({
      directory,
      portalOrigin: config.portal.origin,
      now,
      adminUsers,
      requestShare: requestShare({
        directory,
        jobs: queues,
        questions,
        shares,
        vault: parts.vault,
        policy: config.policy,
        now,
        random,
        newUuid,
      }),
      listShares: listShares({ shares }),
      revokeShare: revoke,
    }),
    click: carryOutClick({
      revokeShare: revoke,
      answerQuestion: answerQuestion({ questions, jobs: queues }),
    }),
    once: store.once,
    answer: parts.answer,
    isStorageError,
    newReference: parts.newReference,
    logger: parts.slackLogger,
    log,
  })

  return {
    routes: transport.routes,
    start: async () => {
      // Known before the first command comes, if Slack answers; asked again then, if not.
      parts.workspace().catch(() => {})
      await transport.start()
    },
    close: async () => {
      await transport.stop()
      await idle()
    },
  }
}
