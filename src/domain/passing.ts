import type { Refusal } from './refusal.ts'

/** Troubles of ours, or of Slack or the portal, that pass by themselves. */
const PASSING: ReadonlySet<Refusal['reason']> = new Set([
  'portal-slow',
  'portal-down',
  'portal-busy',
  'portal-odd',
  'portal-broken',
  'slack-down',
  'slack-busy',
  'storage-down',
  'connect-first',
  'bug',
  'form-under-way',
])

/** Whether the very same request may go through when it is made again. */
export const isPassing = ({ reason }: Refusal): boolean => PASSING.has(reason)
