import './page.css'
import { useCallback, useEffect } from 'preact/hooks'
import type { SlackAct, SlackScreen } from '../../contract.ts'
import { actInSlack, NO_ANSWER } from '../kit/ask.ts'
import { Toasts, useToasts } from '../kit/toasts.tsx'
import { useStream } from '../kit/use-stream.ts'
import { type Address, streamAddress, writeAddress } from './address.ts'
import { plainName } from './channel-name.tsx'
import { Inspector } from './inspector.tsx'
import { MainPane } from './main-pane.tsx'
import { Modals } from './modals.tsx'
import { LostBanner, OutageBanner } from './page-banners.tsx'
import { PanelsContext, usePanelState } from './panels.ts'
import { Sidebar } from './sidebar.tsx'
import { ThreadPane } from './thread-pane.tsx'
import { useAddress } from './use-address.ts'
import { useWorkspaceOf } from './use-workspace-of.ts'
import { WorkspaceContext } from './workspace.ts'

type Props = { address: Address; screen: SlackScreen; isStale: boolean; isLost: boolean }

/** An address that names no conversation becomes that of the first one. */
const useFirstChannel = ({ address, screen, isStale }: Props) => {
  const first = screen.channels[0]?.id
  const isNowhere = !isStale && address.place.kind === 'channel' && address.place.channel === undefined
  useEffect(() => {
    if (isNowhere && first)
      location.replace(writeAddress({ as: address.as, place: { kind: 'channel', channel: first } }))
  }, [isNowhere, first, address.as])
}

const useTitle = ({ address, screen }: Props) => {
  const info = screen.channel?.info
  const where = address.place.kind === 'home' ? 'Home' : info ? plainName(info) : screen.workspace
  useEffect(() => {
    document.title = `${where} · ${screen.me.name} · Sharelink sandbox`
  }, [where, screen.me.name])
}

const Loaded = (props: Props) => {
  const { address, screen, isStale, isLost } = props
  const { toasts, show, putAway } = useToasts(isLost)
  const workspace = useWorkspaceOf(screen, show)
  const threadTs = address.place.kind === 'channel' ? address.place.thread : undefined
  const panels = usePanelState(threadTs)
  const as = screen.me.name
  // A form tells by itself what went wrong with it.
  const actInForm = useCallback((act: SlackAct) => actInSlack(as, act), [as])
  useFirstChannel(props)
  useTitle(props)
  const thread = threadTs && !panels.isInspecting ? screen.thread : undefined
  return (
    <WorkspaceContext.Provider value={workspace}>
      <PanelsContext.Provider value={panels}>
        <div class={panels.isSideOpen ? 'page page-side-open' : 'page'}>
          <Sidebar address={address} />
          <div class="page-body">
            {isLost && <LostBanner />}
            <OutageBanner />
            <div class="page-panes">
              <main class="page-main">
                <MainPane address={address} isStale={isStale} />
              </main>
              {panels.isInspecting ? <Inspector /> : thread && <ThreadPane thread={thread} />}
            </div>
          </div>
        </div>
        <Modals screen={screen} act={actInForm} />
        <Toasts toasts={toasts} putAway={putAway} />
      </PanelsContext.Provider>
    </WorkspaceContext.Provider>
  )
}

/** Slack, as one person sees it. */
export const SlackPage = () => {
  const address = useAddress()
  const { screen, isStale, isLost, isRefused } = useStream<SlackScreen>(streamAddress(address))
  if (isRefused)
    return (
      <main class="page-waiting">
        <h1>Nobody</h1>
        <p role="status">
          There is nobody called “{address.as}” here.{' '}
          <a href={writeAddress({ as: 'alice', place: { kind: 'channel' } })}>Be Alice, in #general</a>
        </p>
      </main>
    )
  if (screen) return <Loaded address={address} screen={screen} isStale={isStale} isLost={isLost} />
  return (
    <main class="page-waiting">
      <p role="status">{isLost ? NO_ANSWER : 'Loading…'}</p>
    </main>
  )
}
