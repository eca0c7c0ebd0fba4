import type { WebClient } from '@slack/web-api'
import type { Bulletins } from '../use-cases/ports.ts'
import { calling } from './client.ts'
import { PLAIN } from './plain.ts'
import { bulletinView } from './views/bulletins.ts'

/** Messages on whether the audit trail can be read, to a channel or straight to a person. */
export const createBulletins = (clientFor: (team: string) => WebClient): Bulletins => ({
  send: async (bulletin, links) => {
    const { team, to } = bulletin
    await calling(() =>
      clientFor(team).chat.postMessage({ channel: to, ...bulletinView(bulletin, links), ...PLAIN }),
    )
  },
})
