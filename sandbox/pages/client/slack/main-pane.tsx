import type { Address } from './address.ts'
import { AppOpened } from './app-opened.tsx'
import { ChannelPane } from './channel-pane.tsx'
import { isWithApp } from './conversations.ts'
import { HomePane } from './home-pane.tsx'
import { PaneHeader } from './pane-header.tsx'
import { useWorkspace } from './workspace.ts'

/** What the address leads to. */
export const MainPane = ({ address, isStale }: { address: Address; isStale: boolean }) => {
  const { screen, link } = useWorkspace()
  if (address.place.kind === 'home') return <HomePane key={address.as} as={address.as} />
  if (screen.channel) {
    const { info } = screen.channel
    return (
      <>
        {isWithApp(info) && <AppOpened key={`${address.as} ${info.id}`} as={address.as} />}
        <ChannelPane channel={screen.channel} />
      </>
    )
  }
  const first = screen.channels[0]
  return (
    <>
      <PaneHeader>
        <h1>{screen.workspace}</h1>
      </PaneHeader>
      {!isStale && address.place.channel && (
        <p class="pane-beginning">
          {screen.me.realName} does not see this conversation.{' '}
          {first && <a href={link({ kind: 'channel', channel: first.id })}>Go to one they see</a>}
        </p>
      )}
    </>
  )
}
