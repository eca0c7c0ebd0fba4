import type { ChannelInfo, SlackScreen } from '../../contract.ts'
import { Notice } from '../kit/notice.tsx'
import { ChannelName, plainName } from './channel-name.tsx'
import { Composer } from './composer.tsx'
import { FirstHint } from './first-hint.tsx'
import { MessageList } from './message-list.tsx'
import { PaneHeader } from './pane-header.tsx'
import { useWorkspace } from './workspace.ts'

/** What somebody should know of this conversation before they share a file in it. */
const Warnings = ({ info }: { info: ChannelInfo }) => (
  <div class="pane-notices">
    {info.companies.length > 0 && (
      <Notice tone="info" icon="shared">
        People of {info.companies.join(' and ')} are in this channel
      </Notice>
    )}
    {info.isPendingShared && (
      <Notice tone="info" icon="shared">
        Another company is invited to this channel and has not joined yet
      </Notice>
    )}
    {!info.hasBot && (
      <Notice tone="info" icon="link">
        The app is not in this conversation
      </Notice>
    )}
  </div>
)

const Beginning = ({ info }: { info: ChannelInfo }) => (
  <p class="pane-beginning">
    This is the very beginning of <strong>{plainName(info)}</strong>.
  </p>
)

/** A conversation and where to write in it. */
export const ChannelPane = ({ channel }: { channel: NonNullable<SlackScreen['channel']> }) => {
  const { screen } = useWorkspace()
  const { info, entries, refused } = channel
  const place = `${screen.me.id} ${info.id}`
  return (
    <>
      <PaneHeader>
        <h1>
          <ChannelName info={info} />
        </h1>
        <span class="pane-header-members">
          {info.memberCount} {info.memberCount === 1 ? 'member' : 'members'}
        </span>
      </PaneHeader>
      <Warnings info={info} />
      <MessageList key={place} label={`Messages in ${plainName(info)}`} entries={entries} refused={refused}>
        <Beginning info={info} />
      </MessageList>
      {screen.commands.length > 0 && <FirstHint />}
      {info.isArchived ? (
        <p class="pane-closed">This channel is archived: nobody can write in it.</p>
      ) : (
        <Composer key={place} label={`Message ${plainName(info)}`} to={{ channel: info.id }} />
      )}
    </>
  )
}
