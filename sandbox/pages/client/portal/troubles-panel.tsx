import { type PortalAct, TROUBLES, type Trouble } from '../../contract.ts'
import './portal-troubles.css'
import { Icon } from '../kit/icon.tsx'
import { SwitchLine } from './switch-line.tsx'
import { TROUBLE_GROUPS, TROUBLE_WORDS } from './words.ts'

type Act = (act: PortalAct) => Promise<void>

const Group = ({ title, names, on, act }: { title: string; names: Trouble[]; on: Trouble[]; act: Act }) => (
  <>
    <h3>{title}</h3>
    <ul class="portal-troubles">
      {names.map((name) => (
        <li key={name}>
          <SwitchLine
            id={`trouble-${name}`}
            label={TROUBLE_WORDS[name].name}
            what={TROUBLE_WORDS[name].what}
            isOn={on.includes(name)}
            set={(isOn) => act({ act: 'trouble', name, on: isOn })}
          />
        </li>
      ))}
    </ul>
  </>
)

/** What goes wrong in life, to be switched on and off. */
export const TroublesPanel = ({ troubles, act }: { troubles: Trouble[]; act: Act }) => (
  <section class="portal-card" aria-labelledby="portal-troubles-title">
    <h2 id="portal-troubles-title">What goes wrong in life</h2>
    <p class="portal-dim">For the bot and for everybody who opens a link. They go together.</p>
    {TROUBLE_GROUPS.map(({ group, title }) => (
      <Group
        key={group}
        title={title}
        names={TROUBLES.filter((name) => TROUBLE_WORDS[name].group === group)}
        on={troubles}
        act={act}
      />
    ))}
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
