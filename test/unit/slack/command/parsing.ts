import { NO_TERMS, type RequestedTerms } from '../../../../src/domain/terms.ts'
import type { CommandContext } from '../../../../src/slack/command/command.ts'
import { parseCommand } from '../../../../src/slack/command/parse-command.ts'

const CONTEXT: CommandContext = {
  portalOrigin: 'https://acme.onlyoffice.com',
  now: Date.parse('2026-11-23T10:00:00Z'),
  timeZone: 'Europe/Berlin',
}
export const parse = (text: string) => parseCommand(text, CONTEXT)
export const share = (terms: Partial<RequestedTerms> = {}, fileId = '4821') => ({
  ok: true,
  command: { verb: 'share', fileId, terms: { ...NO_TERMS, ...terms } },
})
export const refusal = (text: string) => {
  const parsed = parse(text)
  if (parsed.ok) throw new Error(`understood: ${JSON.stringify(parsed.command)}`)
  return parsed.refusal
}
