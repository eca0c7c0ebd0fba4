import './inspector.css'
import type { Exchange, Flag } from '../../contract.ts'
import { Expandable, Raw } from '../kit/expandable.tsx'
import { Icon } from '../kit/icon.tsx'
import { clockTime } from '../kit/time.ts'
import { useReturnFocus } from '../kit/use-return-focus.ts'
import { FlagNotice } from './flag-notice.tsx'
import { OutageChoice } from './outage-choice.tsx'
import { usePanels } from './panels.ts'
import { Ghost } from './refused-post.tsx'
import { useWorkspace } from './workspace.ts'

const FlagLine = ({ flag, tz }: { flag: Flag; tz: string }) => (
  <Expandable
    summary={
      <span class="inspector-bad">
        {flag.call}: {flag.error} <small>{clockTime(flag.at, tz)}</small>
      </span>
    }
  >
    {() => (
      <>
        <FlagNotice flag={flag} />
        <Ghost flag={flag} />
        {flag.blocks !== undefined && <Raw value={flag.blocks} />}
      </>
    )}
  </Expandable>
)

const ExchangeLine = ({ exchange, tz }: { exchange: Exchange; tz: string }) => (
  <Expandable
    summary={
      <>
        <span class={`inspector-way inspector-${exchange.direction}`}>
          {exchange.direction === 'in' ? 'to the bot' : 'to Slack'}
        </span>{' '}
        <strong>{exchange.name}</strong>{' '}
        <span class={exchange.isBad ? 'inspector-bad' : 'inspector-good'}>{exchange.outcome}</span>{' '}
        <small>{clockTime(exchange.at, tz)}</small>
      </>
    }
  >
    {() => <Raw value={exchange.detail} />}
  </Expandable>
)

/** What went between Slack and the bot, what was wrong with it, and Slack's own outages. */
export const Inspector = () => {
  const { screen } = useWorkspace()
  const { inspect } = usePanels()
  useReturnFocus()
  const { flags, log, me } = screen
  return (
    <aside class="page-aside" aria-label="What Slack saw">
      <header class="aside-header">
        <h2>What Slack saw</h2>
        <button
          type="button"
          class="icon-button"
          aria-label="Close what Slack saw"
          onClick={() => inspect(false)}
        >
          <Icon name="close" />
        </button>
      </header>
      <div class="inspector">
        <OutageChoice />
        <h3>Not as Slack wants it</h3>
        {flags.length === 0 && <p>Nothing outside the channels. What is wrong in a channel stands there.</p>}
        {flags.map((flag) => (
          <FlagLine key={flag.id} flag={flag} tz={me.tz} />
        ))}
        <h3>Requests, the newest first</h3>
        {log.length === 0 && <p>Nothing yet.</p>}
        {log.map((exchange) => (
          <ExchangeLine key={exchange.seq} exchange={exchange} tz={me.tz} />
        ))}
      </div>
    </aside>
  )
}
