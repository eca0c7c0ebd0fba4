import type { App, Context } from '@slack/bolt'
import type { followPeople } from '../../use-cases/leavers/follow-people.ts'
import type { followOutsiders } from '../../use-cases/outsiders/follow-outsiders.ts'
import type { followChannels } from '../../use-cases/tell/follow-channels.ts'

export interface WorkspaceEventDeps {
  channels: Pick<ReturnType<typeof followChannels>, 'opened' | 'closed' | 'moved'>
  people: ReturnType<typeof followPeople>
  outsiders: ReturnType<typeof followOutsiders>
}

/** Handles an event of our workspace: once, even if Slack delivers it again. */
type OnEvent = (
  of: { context: Context; body: { event_id: string } },
  work: (team: string) => Promise<void>,
) => Promise<void>

/** An event that names a channel. */
type OfChannel = { event: { channel: string }; context: Context; body: { event_id: string } }

/** What becomes of channels, and of the people who made links. Each event is only the occasion to look. */
export const listenToWorkspace = (app: App, onEvent: OnEvent, deps: WorkspaceEventDeps): void => {
  const { channels, people, outsiders } = deps
  const archived = (of: OfChannel): Promise<void> =>
    onEvent(of, async (team) => {
      await channels.closed(team, of.event.channel)
      await people.archived(team, of.event.channel)
    })
  const unarchived = (of: OfChannel): Promise<void> =>
    onEvent(of, async (team) => {
      await channels.opened(team, of.event.channel)
      await people.unarchived(team, of.event.channel)
    })

  app.event('channel_archive', archived)
  app.event('channel_unarchive', unarchived)
  // Of private channels.
  app.event('group_archive', archived)
  app.event('group_unarchive', unarchived)
  app.event('channel_id_changed', (of) =>
    onEvent(of, async (team) => {
      await channels.moved(team, of.event.old_channel_id, of.event.new_channel_id)
      // As when sharing with another company begins.
      await outsiders.look(team, of.event.new_channel_id)
    }),
  )
  app.event('member_joined_channel', (of) =>
    onEvent(of, async (team) => {
      // Slack reports joiners only where the bot is. So the bot is in that channel now.
      await channels.opened(team, of.event.channel)
      await people.joinedChannel(team, of.event.user, of.event.channel)
    }),
  )
  app.event('member_left_channel', (of) =>
    onEvent(of, (team) => people.leftChannel(team, of.event.user, of.event.channel)),
  )
  const shared = (of: OfChannel & { event: { event_ts: string } }): Promise<void> =>
    onEvent(of, (team) => outsiders.changed(team, of.event.channel, Number(of.event.event_ts) * 1_000))
  app.event('channel_shared', shared)
  app.event('channel_unshared', shared)
  app.event('user_change', async (of) => {
    const { id, deleted, is_restricted: isGuest } = of.event.user
    // Slack sends it for every new picture, too.
    if (deleted || isGuest) await onEvent(of, async (team) => void (await people.look(team, id)))
  })
}
