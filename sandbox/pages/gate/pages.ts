import type { World } from '../server.ts'

/** A page, not a download claimed on it or in Slack. */
const PAGE = /(http:\/\/127\.0\.0\.1:\d+)\/d\/[A-Z0-9]+-([A-Z0-9]+)-[\w-]{22}(?![\w/-])/g

/** Addresses of the gate's pages that somebody was told in Slack, by share ID. The bot alone can make them. */
export const gatePages = ({ slack, publicUrl }: Pick<World, 'slack' | 'publicUrl'>): Map<string, string> =>
  new Map(
    slack.state.ephemerals
      .flatMap(({ text }) => [...text.matchAll(PAGE)])
      .filter(([, origin]) => origin === publicUrl)
      .map(([address, , id = '']) => [id, address]),
  )
