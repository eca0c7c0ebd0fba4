import { type BeginDeps, beginConnecting } from './begin-connecting.ts'
import { disconnect } from './disconnect.ts'
import { type FinishDeps, finishConnecting } from './finish-connecting.ts'

/** What a member does in Slack to connect their account of the portal, or to end that. */
export const connectActs = (deps: BeginDeps & FinishDeps) => ({
  begin: beginConnecting(deps),
  finish: finishConnecting(deps),
  disconnect: disconnect(deps),
})

export type ConnectActs = ReturnType<typeof connectActs>
