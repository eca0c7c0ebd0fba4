import type { SlackState } from './model.ts'

const ACME = 'T0ACME0002'

/**
 * Whether the seed's other company has the app too: then it has a channel of its own, and an admin. Without, it has not installed
 * the app, or has removed it since. Made twice, it is there once.
 */
export const haveSecondWorkspace = (state: SlackState, isWanted: boolean): void => {
  const acme = state.teams.find(({ id }) => id === ACME)
  const xavier = state.users.find((user) => user.team_id === ACME && !user.is_bot)
  const general = state.channels.find(({ name }) => name === 'general')
  if (acme === undefined || xavier === undefined || general === undefined) return
  if (!isWanted) {
    const bot = acme.install?.userId
    delete acme.install
    state.users = state.users.filter(({ id }) => id !== bot)
    state.channels = state.channels.filter(
      ({ kind, members }) => kind !== 'im' || !members.includes(bot ?? ''),
    )
    for (const channel of state.channels) channel.members = channel.members.filter((id) => id !== bot)
    return
  }
  if (state.users.some(({ name }) => name === 'yara')) return
  const yara = { ...xavier, id: 'U0YARA0010', name: 'yara', real_name: 'Yara of Acme', is_admin: true }
  state.users.push({ ...yara, email: 'yara@acme.example' })
  const own = { ...general, id: 'C0ACMEHQ09', name: 'acme-hq', team_id: ACME, creator: yara.id }
  state.channels.push({ ...own, members: [xavier.id, yara.id] })
}
