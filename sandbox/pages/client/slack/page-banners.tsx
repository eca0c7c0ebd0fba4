import { Notice } from '../kit/notice.tsx'
import { useWorkspace } from './workspace.ts'

const OUTAGES = {
  refuse: 'You play an outage: Slack does not answer the bot.',
  503: 'You play an outage: Slack answers the bot 503.',
}

/** The sandbox is gone: everything on the page is old. */
export const LostBanner = () => (
  <Notice tone="danger" icon="alert" role="status">
    The sandbox has stopped. Start it again with <code>npm run sandbox</code>.
  </Notice>
)

/** So that nobody forgets what they have switched on. */
export const OutageBanner = () => {
  const { screen, act } = useWorkspace()
  if (screen.outage === 'off') return null
  return (
    <Notice tone="warn" icon="alert" role="status">
      {OUTAGES[screen.outage]}{' '}
      <button type="button" class="button" onClick={() => act({ act: 'outage', kind: 'off' })}>
        End it
      </button>
    </Notice>
  )
}
