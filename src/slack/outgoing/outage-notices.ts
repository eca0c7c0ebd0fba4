import type { OutageNotices } from '../../use-cases/notice-ports.ts'
import { outageNoticeView } from '../views/outage-notices.ts'
import { type ClientFor, calling } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Messages on whether the audit trail can be read, to a channel or straight to a person. */
export const createOutageNotices = (clientFor: ClientFor): OutageNotices => ({
  send: async (notice, links) => {
    const { team, to } = notice
    await calling(() =>
      clientFor(team).chat.postMessage({ channel: to, ...outageNoticeView(notice, links), ...PLAIN }),
    )
  },
})
