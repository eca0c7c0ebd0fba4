import { useRef, useState } from 'preact/hooks'
import type { EventInfo, PortalAct, PortalScreen } from '../../contract.ts'
import './portal-trail.css'
import { Clock } from './when.tsx'
import { counted } from './words.ts'

/** A link by its title, when it is one of the file looked at; its id otherwise. */
const linkWords = (event: EventInfo, { file }: PortalScreen): string | undefined =>
  event.linkId &&
  (file?.links.find(({ id }) => id === event.linkId)?.title ?? `link ${event.linkId.slice(0, 8)}`)

/** A move names the folder behind the file; an id may itself hold commas. */
const isAbout = ({ targets }: EventInfo, fileId: string): boolean =>
  `${targets.join(',')},`.startsWith(`${fileId},`)

const Line = ({ event, screen, isNew }: { event: EventInfo; screen: PortalScreen; isNew: boolean }) => {
  const isWaiting = event.id === 0
  const link = linkWords(event, screen)
  return (
    <li class={`portal-event${isWaiting ? ' portal-event-waiting' : ''}${isNew ? ' portal-event-new' : ''}`}>
      <span class="portal-event-when">
        <Clock date={event.date} now={screen.now} />
      </span>
      <span>
        <strong>{event.action}</strong>
        {/* The file, and of a link its title; what it may do is left out. */}
        {event.titles.slice(0, 2).map((title, i) => (
          <span key={title}>
            {i === 0 ? ': ' : ', '}
            <bdi>{title}</bdi>
          </span>
        ))}
        {isWaiting && <span class="portal-waiting">not in the trail yet</span>}
      </span>
      <span class="portal-dim portal-event-more">
        <bdi>{event.user}</bdi>
        {link && (
          <>
            {', through '}
            <bdi class="portal-event-link">{link}</bdi>
          </>
        )}
        {event.browser && `, ${event.browser}`}
        {event.ip && `, ${event.ip}`}
      </span>
    </li>
  )
}

const Waiting = ({ count, act }: { count: number; act: (act: PortalAct) => Promise<void> }) => {
  const release = (order: 'in-order' | 'reverse') =>
    count > 0 ? act({ act: 'release-events', order }) : undefined
  return (
    <div class="portal-waiting-line">
      <p role="status">
        {count === 0 ? 'Everything is in the trail.' : `Not in the trail yet: ${counted(count, 'event')}.`}
      </p>
      <div class="portal-buttons">
        <button type="button" class="button" aria-disabled={count === 0} onClick={() => release('in-order')}>
          Let them in
        </button>
        <button type="button" class="button" aria-disabled={count === 0} onClick={() => release('reverse')}>
          Let them in, last one first
        </button>
      </div>
    </div>
  )
}

/** What the portal knows of what was done: all that the bot can count downloads by. */
export const AuditTrail = ({
  screen,
  act,
}: {
  screen: PortalScreen
  act: (act: PortalAct) => Promise<void>
}) => {
  const [isOnlyFile, setOnlyFile] = useState(false)
  // Ids grow in the order of arrival: whatever is above has come while the page was open.
  const { current: oldest } = useRef(Math.max(0, ...screen.events.map(({ id }) => id)))
  const { file } = screen
  const shown = file && isOnlyFile ? screen.events.filter((event) => isAbout(event, file.id)) : screen.events
  return (
    <section class="portal-card" aria-labelledby="portal-trail-title">
      <header class="portal-trail-head">
        <h2 id="portal-trail-title">Audit trail</h2>
        {file && (
          <label>
            <input
              type="checkbox"
              checked={isOnlyFile}
              onChange={(event) => setOnlyFile(event.currentTarget.checked)}
            />{' '}
            Only this file
          </label>
        )}
      </header>
      <Waiting count={screen.waitingEvents} act={act} />
      {shown.length === 0 && <p class="portal-dim">Nothing has happened yet.</p>}
      <ol class="portal-events">
        {shown.map((event, i) => (
          <Line
            key={event.id === 0 ? `waiting-${shown.length - i}` : event.id}
            event={event}
            screen={screen}
            isNew={event.id > oldest}
          />
        ))}
      </ol>
    </section>
  )
}
