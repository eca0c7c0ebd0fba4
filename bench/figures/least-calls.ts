import { randomUUID } from 'node:crypto'
import { Pool } from 'undici'
import type { openBench } from '../stage.ts'

type Stage = Pick<Awaited<ReturnType<typeof openBench>>, 'slack' | 'portal'>

/**
 * The calls without which no link can be made or revoked, in the best order and nothing else: what depends on nothing goes side
 * by side. To the same stand-ins, with the same delays.
 */
export const leastCalls = ({ slack, portal }: Stage) => {
  const [toSlack, toPortal] = [new Pool(slack.url), new Pool(portal.url)]

  const web = async (method: string, fields: Record<string, string>) => {
    const answer = await toSlack.request({
      path: `${new URL(slack.apiUrl).pathname}${method}`,
      method: 'POST',
      headers: {
        authorization: `Bearer ${slack.botToken}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(fields).toString(),
    })
    const body = (await answer.body.json()) as { ok: boolean; error?: string; ts: string; channel: string }
    if (!body.ok) throw new Error(`${method}: ${body.error}`)
    return body
  }

  const ask = async (method: 'GET' | 'PUT', path: string, body: object | null = null): Promise<void> => {
    const answer = await toPortal.request({
      path: `/api/2.0/files/file/${path}`,
      method,
      headers: { authorization: `Bearer ${portal.adminKey}`, 'content-type': 'application/json' },
      body: body === null ? null : JSON.stringify(body),
    })
    await answer.body.dump()
    if (answer.statusCode !== 200) throw new Error(`${method} ${path}: ${answer.statusCode}`)
  }

  return {
    /** Who asks, where to, who reads there, the file, its links; then the link, and its message. */
    make: async (fileId: string, channel: string, user: string) => {
      const linkId = randomUUID()
      await Promise.all([
        web('users.info', { user }),
        web('conversations.info', { channel }),
        web('conversations.members', { channel }),
        ask('GET', fileId),
        ask('GET', `${fileId}/links?count=100`),
      ])
      const expirationDate = new Date(Date.now() + 3_600_000).toISOString()
      const link = { linkId, access: 2, primary: false, internal: false, denyDownload: false, title: 'floor' }
      await ask('PUT', `${fileId}/links`, { ...link, expirationDate })
      const { ts } = await web('chat.postMessage', { channel, text: `a link ${linkId}` })
      return { fileId, linkId, message: { channel, ts } }
    },
    /** The link goes, it is seen that it has gone, the message is rewritten, and its thread told. */
    revoke: async ({ fileId, linkId, message: { channel, ts } }: MadeBare): Promise<void> => {
      await ask('PUT', `${fileId}/links`, { linkId, access: 0 })
      await ask('GET', `${fileId}/links?count=100`)
      await web('chat.update', { channel, ts, text: 'Revoked' })
      await web('chat.postMessage', { channel, thread_ts: ts, text: 'Revoked' })
    },
    close: () => Promise.all([toSlack.close(), toPortal.close()]),
  }
}

/** A link without a bot. */
export interface MadeBare {
  fileId: string
  linkId: string
  message: { channel: string; ts: string }
}
