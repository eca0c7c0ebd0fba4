import type { PortalAct, WebhookInfo } from '../../contract.ts'
import './portal-webhook.css'
import { SwitchLine } from './switch-line.tsx'
import { Clock } from './when.tsx'
import { counted } from './words.ts'

type Delivery = WebhookInfo['deliveries'][number]

const outcome = ({ state, attempts, status }: Delivery): string => {
  const answer = status === 0 ? 'no answer' : `answer ${status}`
  if (state === 'delivered') return attempts === 1 ? 'told' : `told at attempt ${attempts}`
  if (attempts === 0) return state === 'waiting' ? 'on its way' : 'not sent'
  return `${state === 'waiting' ? 'tried' : 'given up after'} ${counted(attempts, 'time')}, ${answer}`
}

/** What came of the HEAD that the portal sends before it believes in an address. */
const checkWords = (check: WebhookInfo['check']): string | undefined => {
  if (!check || (check.status >= 200 && check.status < 300)) return undefined
  return check.status === 0 ? 'Its address does not answer.' : `Its address answers ${check.status}.`
}

/** The portal tells the bot of downloads; how the last of that went. */
export const WebhookPanel = ({
  webhook,
  now,
  act,
}: {
  webhook: WebhookInfo
  now: number
  act: (act: PortalAct) => Promise<void>
}) => {
  const complaint = checkWords(webhook.check)
  return (
    <section class="portal-card" aria-labelledby="portal-webhook-title">
      <h2 id="portal-webhook-title">Webhook</h2>
      <SwitchLine
        id="portal-webhook"
        label="Tell the bot of downloads"
        what="It then reads the trail at once and does not wait for its turn. What counts is the trail alone."
        isOn={webhook.enabled}
        isBad={false}
        set={(on) => act({ act: 'webhook', on })}
      />
      {complaint && <p class="portal-warning">{complaint}</p>}
      {webhook.deliveries.length === 0 ? (
        <p class="portal-dim">Nothing has been told yet.</p>
      ) : (
        <ol class="portal-deliveries" aria-label="Last told">
          {webhook.deliveries.map((delivery) => (
            <li key={delivery.id} class={`portal-delivery-${delivery.state}`}>
              <Clock date={delivery.createdOn} now={now} /> <bdi>{delivery.title}</bdi>
              <span class="portal-dim"> · {outcome(delivery)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}
