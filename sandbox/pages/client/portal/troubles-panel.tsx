import { type PortalAct, TROUBLES, type Trouble } from '../../contract.ts'
import './portal-troubles.css'
import { Icon } from '../kit/icon.tsx'
import { TROUBLE_WORDS } from './words.ts'

type Act = (act: PortalAct) => Promise<void>

const Switch = ({ name, isOn, act }: { name: Trouble; isOn: boolean; act: Act }) => {
  const words = TROUBLE_WORDS[name]
  return (
    <li class={`portal-trouble${isOn ? ' portal-trouble-on' : ''}`}>
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          aria-checked={isOn}
          aria-describedby={`trouble-${name}`}
          onChange={(event) => {
            const on = event.currentTarget.checked
            // It shows what is so, not what was asked for.
            event.currentTarget.checked = isOn
            act({ act: 'trouble', name, on })
          }}
        />
        <span>{words.name}</span>
      </label>
      <p id={`trouble-${name}`} class="portal-dim">
        {words.what}
      </p>
    </li>
  )
}

/** What goes wrong in life, to be switched on and off. */
export const TroublesPanel = ({ troubles, act }: { troubles: Trouble[]; act: Act }) => (
  <section class="portal-card" aria-labelledby="portal-troubles-title">
    <h2 id="portal-troubles-title">What goes wrong in life</h2>
    <p class="portal-dim">For the bot and for everybody who opens a link. They go together.</p>
    <ul class="portal-troubles">
      {TROUBLES.map((name) => (
        <Switch key={name} name={name} isOn={troubles.includes(name)} act={act} />
      ))}
    </ul>
    <button type="button" class="button" onClick={() => act({ act: 'calm' })}>
      All well again
    </button>
  </section>
)

/** At the top of the page: what is played now. The region stays, so that it is read when something comes into it. */
export const TroublesBanner = ({ troubles, act }: { troubles: Trouble[]; act: Act }) => (
  <div class="portal-banner-place" role="status">
    {troubles.length > 0 && (
      <div class="portal-banner">
        <Icon name="alert" />
        <p>
          <strong>Going wrong now:</strong> {troubles.map((name) => TROUBLE_WORDS[name].name).join(', ')}
        </p>
        <button type="button" class="button" onClick={() => act({ act: 'calm' })}>
          All well again
        </button>
      </div>
    )}
  </div>
)
