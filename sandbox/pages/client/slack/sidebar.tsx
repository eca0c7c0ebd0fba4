import './sidebar.css'
import type { ComponentChildren } from 'preact'
import type { ChannelInfo } from '../../contract.ts'
import { Icon } from '../kit/icon.tsx'
import { ActingAs } from './acting-as.tsx'
import type { Address, Place } from './address.ts'
import { ChannelName } from './channel-name.tsx'
import { isWithApp } from './conversations.ts'
import { usePanels } from './panels.ts'
import { useUnread } from './use-unread.ts'
import { useWorkspace } from './workspace.ts'

const Entry = ({
  to,
  isHere,
  isUnread = false,
  children,
}: {
  to: Place
  isHere: boolean
  isUnread?: boolean
  children: ComponentChildren
}) => {
  const { link } = useWorkspace()
  const { openSide } = usePanels()
  return (
    <li>
      <a
        class={isUnread ? 'sidebar-entry sidebar-unread' : 'sidebar-entry'}
        href={link(to)}
        aria-current={isHere ? 'page' : undefined}
        onClick={() => openSide(false)}
      >
        {children}
        {isUnread && <span class="unseen">, unread</span>}
      </a>
    </li>
  )
}

const Section = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <>
    <h2>{title}</h2>
    <ul>{children}</ul>
  </>
)

const isDirect = ({ kind }: ChannelInfo): boolean => kind === 'im' || kind === 'mpim'

/** The workspace, whom you act as, and everywhere you can go. */
export const Sidebar = ({ address }: { address: Address }) => {
  const { screen } = useWorkspace()
  const { openSide } = usePanels()
  const isUnread = useUnread(screen)
  const { place } = address
  const here = place.kind === 'home' ? undefined : (place.channel ?? screen.channel?.info.id)
  const entry = (info: ChannelInfo, name?: string) => (
    <Entry
      key={info.id}
      to={{ kind: 'channel', channel: info.id }}
      isHere={info.id === here}
      isUnread={isUnread(info)}
    >
      {name ? (
        <>
          <Icon name="reply" /> <span class="channel-name">{name}</span>
        </>
      ) : (
        <ChannelName info={info} />
      )}
      {info.isArchived && <span class="sidebar-archived">archived</span>}
    </Entry>
  )
  const withApp = screen.channels.filter(isWithApp)
  const direct = screen.channels.filter((info) => isDirect(info) && !isWithApp(info))
  return (
    <nav class="sidebar" aria-label="Conversations">
      <div class="sidebar-top">
        <strong class="sidebar-workspace">{screen.workspace}</strong>
        <span class="badge">SANDBOX</span>
        <button
          type="button"
          class="icon-button sidebar-close"
          aria-label="Back"
          onClick={() => openSide(false)}
        >
          <Icon name="close" />
        </button>
      </div>
      <ActingAs address={address} />
      <div class="sidebar-places">
        <Section title="Channels">
          {screen.channels.filter((info) => !isDirect(info)).map((info) => entry(info))}
        </Section>
        {direct.length > 0 && <Section title="Direct messages">{direct.map((info) => entry(info))}</Section>}
        {(screen.hasHome || withApp.length > 0) && (
          <Section title="Apps">
            {screen.hasHome && (
              <Entry to={{ kind: 'home' }} isHere={place.kind === 'home'}>
                <Icon name="home" /> <span class="channel-name">Sharelink (Home)</span>
              </Entry>
            )}
            {withApp.map((info) => entry(info, 'Sharelink (messages)'))}
          </Section>
        )}
      </div>
      <a class="sidebar-entry sidebar-portal" href="/portal" target="sharelink-portal">
        <Icon name="outside" /> <span class="channel-name">The portal's page</span>
        <span class="unseen">, opens in another tab</span>
      </a>
    </nav>
  )
}
