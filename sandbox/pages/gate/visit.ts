import type { GateVisit, GateVisitor } from '../contract.ts'
import { Refused } from '../http.ts'
import { computer } from '../portal/visitors.ts'

const PREVIEW = 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)'
const PIECES = 8

type Ask = (address: string, init?: RequestInit) => Promise<Response>

const headingOf = async (answer: Response): Promise<string> =>
  /<h1>(.*?)<\/h1>/.exec(await answer.text())?.[1] ?? 'no page'

/** As chats, mail scanners and browsers that look ahead: they never send a form. */
const look = async (ask: Ask, page: string): Promise<GateVisit> => {
  const head = await ask(page, { method: 'HEAD' })
  const answer = await ask(page)
  const words = `HEAD ${head.status}, GET ${answer.status}: a page and no file. Nothing was counted`
  await answer.body?.cancel()
  return { ok: true, words }
}

/** As a download manager, which has the file come in pieces over connections side by side. */
const takeInPieces = async (ask: Ask, page: string): Promise<GateVisit> => {
  const pressed = await ask(page, { method: 'POST', body: new URLSearchParams(), redirect: 'manual' })
  const location = pressed.headers.get('location')
  if (location === null) return { ok: false, words: `${pressed.status}, ${await headingOf(pressed)}` }
  const file = new URL(location, page).href
  const size = Number((await ask(file, { method: 'HEAD' })).headers.get('content-length'))
  const step = Math.max(1, Math.ceil(size / PIECES))
  const starts = Array.from({ length: Math.ceil(size / step) }, (_, i) => i * step)
  const pieces = await Promise.all(
    starts.map(async (from) => {
      const range = `bytes=${from}-${Math.min(size, from + step) - 1}`
      const piece = await ask(file, { headers: { range } })
      return { status: piece.status, bytes: (await piece.arrayBuffer()).byteLength }
    }),
  )
  const bytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0)
  const isWhole = bytes === size && pieces.every(({ status }) => status === 206)
  return isWhole
    ? { ok: true, words: `${pieces.length} requests, ${bytes} bytes in all: one download` }
    : { ok: false, words: `${pieces.map(({ status }) => status).join(', ')}: not the whole file came` }
}

/** Visits a page of the bot's gate over HTTP. Rejects with `Refused` for any other address. */
export const visitGate = async (publicUrl: string, page: string, as: GateVisitor): Promise<GateVisit> => {
  const url = URL.canParse(page) ? new URL(page) : undefined
  if (url?.origin !== publicUrl || !url.pathname.startsWith('/d/'))
    throw new Refused(400, 'this is no page of the gate')
  const own = as === 'preview' ? { 'user-agent': PREVIEW } : computer(1)
  const ask: Ask = (address, init = {}) =>
    fetch(address, { ...init, headers: { ...own, ...(init.headers as Record<string, string>) } })
  try {
    return await (as === 'preview' ? look(ask, url.href) : takeInPieces(ask, url.href))
  } catch {
    return { ok: false, words: 'The bot cannot be reached' }
  }
}
