import './first-hint.css'
import { FILES } from '../../../portal/seed-ids.ts'
import { Icon } from '../kit/icon.tsx'
import { useKept } from '../kit/use-kept.ts'

const TRY = [
  {
    text: `/sharelink ${FILES.report} for 1h max 3`,
    what: 'shares the quarterly report for an hour, three times',
  },
  { text: '/sharelink', what: 'opens the form' },
  { text: '/sharelink list', what: 'shows what you share' },
  { text: '/sharelink help', what: 'shows all there is' },
]

/** What to do at first, until it is put away. */
export const FirstHint = () => {
  const [isPutAway, setPutAway] = useKept('localStorage', 'first hint put away', false)
  if (isPutAway) return null
  return (
    <aside class="first-hint" aria-label="What to try first">
      <div>
        <span class="first-hint-more">
          <strong>Nothing here is real: try everything.</strong> Type one of these below:
        </span>
        <ul>
          {TRY.map(({ text, what }) => (
            <li key={text}>
              <code>{text}</code> <span class="first-hint-more">{what}</span>
            </li>
          ))}
        </ul>
        <span class="first-hint-more">
          Then open the link on the{' '}
          <a href="/portal" target="sharelink-portal">
            portal page
          </a>{' '}
          as a stranger, and watch the message change.
        </span>
      </div>
      <button
        type="button"
        class="icon-button"
        aria-label="Put this hint away"
        onClick={() => setPutAway(true)}
      >
        <Icon name="close" />
      </button>
    </aside>
  )
}
