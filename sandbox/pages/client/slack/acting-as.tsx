import type { PersonInfo } from '../../contract.ts'
import { Avatar } from '../kit/avatar.tsx'
import { clockTime } from '../kit/time.ts'
import { type Address, writeAddress } from './address.ts'
import { useWorkspace } from './workspace.ts'

const roleOf = ({ isAdmin, isGuest, isOutsider, company }: PersonInfo): string =>
  isOutsider ? `of ${company}` : isAdmin ? 'admin' : isGuest ? 'guest' : 'member'

/** `guest · 4:41 PM`. */
const personDetails = (person: PersonInfo, now: number): string =>
  `${roleOf(person)} · ${clockTime(now, person.tz)}`

/** Whom you are: everybody sees another Slack. The place stays, so that two views of it can be compared. */
export const ActingAs = ({ address }: { address: Address }) => {
  const { screen } = useWorkspace()
  const switchTo = (as: string) => {
    const { place } = address
    const channel = place.kind === 'channel' && place.channel ? { channel: place.channel } : {}
    location.hash = writeAddress({
      as,
      place: place.kind === 'home' ? place : { kind: 'channel', ...channel },
    })
  }
  return (
    <div class="sidebar-person">
      <Avatar name={screen.me.realName} />
      <label>
        Acting as
        <select
          class="field"
          value={screen.me.name}
          onChange={({ currentTarget }) => switchTo(currentTarget.value)}
        >
          {screen.people.map((person) => (
            <option key={person.id} value={person.name}>
              {person.realName} · {personDetails(person, screen.now)}
            </option>
          ))}
        </select>
      </label>
      <small>{personDetails(screen.me, screen.now)}</small>
    </div>
  )
}
