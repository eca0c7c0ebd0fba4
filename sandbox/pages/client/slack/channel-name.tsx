import type { ChannelInfo } from '../../contract.ts'
import { Icon, type IconName } from '../kit/icon.tsx'

const SIGNS: Record<ChannelInfo['kind'], IconName> = {
  public: 'hash',
  private: 'lock',
  im: 'person',
  mpim: 'people',
}

/** For places without pictures: `#general`, `bob`. */
export const plainName = ({ kind, label }: ChannelInfo): string =>
  kind === 'public' || kind === 'private' ? `#${label}` : label

/** The name behind the sign of its kind. */
export const ChannelName = ({ info }: { info: ChannelInfo }) => (
  <>
    <Icon name={SIGNS[info.kind]} />
    {info.kind === 'private' && <span class="unseen">private channel </span>}
    <span class="channel-name">{info.label}</span>
    {info.companies.length > 0 && (
      <span class="badge" title={`Shared with ${info.companies.join(', ')}`}>
        <Icon name="shared" />
        <span class="unseen">shared with {info.companies.join(', ')}</span>
      </span>
    )}
  </>
)
