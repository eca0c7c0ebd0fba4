import { useId, useState } from 'preact/hooks'
import type { LinkInfo, PortalScreen } from '../../contract.ts'
import { save, type Taken, takeAs } from './take.ts'
import { members, strangers, type Visitor } from './visitors.ts'

const Choices = ({ label, visitors }: { label: string; visitors: Visitor[] }) => (
  <optgroup label={label}>
    {visitors.map(({ key, label }) => (
      <option key={key} value={key}>
        {label}
      </option>
    ))}
  </optgroup>
)

/** Opens a link as somebody else, at a computer of theirs. */
export const VisitAs = ({
  link,
  people,
  titleId,
}: {
  link: LinkInfo
  people: PortalScreen['people']
  /** Of the title of the link. */
  titleId: string
}) => {
  const [chosen, setChosen] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [taken, setTaken] = useState<Taken>()
  const id = useId()
  const accounts = members(people)
  const visitor = [...strangers, ...accounts].find(({ key }) => key === chosen) ?? strangers[0]
  const take = async (isKept: boolean) => {
    if (isBusy || !visitor) return
    setBusy(true)
    setTaken(undefined)
    const got = await takeAs(link.directAddress, visitor)
    setBusy(false)
    setTaken(got)
    if (isKept && got.isFile) save(got)
  }
  const hint = taken && !taken.isFile && link.hasPassword ? '. It asks for a password: open the page' : ''
  return (
    <div class="portal-visit">
      <label class="portal-visit-who">
        Open as
        <select
          class="field"
          value={visitor?.key}
          onChange={(event) => setChosen(event.currentTarget.value)}
          aria-describedby={`${titleId} ${id}-result`}
        >
          <Choices label="Without an account" visitors={strangers} />
          <Choices label="Signed in to the portal" visitors={accounts} />
        </select>
      </label>
      <div class="portal-buttons">
        <button
          type="button"
          class="button button-primary"
          aria-describedby={titleId}
          aria-disabled={isBusy}
          onClick={() => take(false)}
        >
          Download
        </button>
        <button
          type="button"
          class="button"
          aria-describedby={titleId}
          aria-disabled={isBusy}
          onClick={() => take(true)}
        >
          Download and save
        </button>
        <a
          class="button portal-out"
          aria-describedby={titleId}
          href={link.pageAddress}
          target="_blank"
          rel="noopener noreferrer"
        >
          Open the page<span class="unseen"> in a new tab, as yourself</span>
        </a>
      </div>
      <p
        id={`${id}-result`}
        class={`portal-result${taken ? (taken.isFile ? ' portal-good' : ' portal-bad') : ''}`}
        role="status"
      >
        {isBusy ? 'Under way …' : taken && `${taken.words}${hint}`}
      </p>
    </div>
  )
}
