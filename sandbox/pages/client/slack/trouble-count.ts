import type { SlackScreen } from '../../contract.ts'

/** Exchanges that went wrong, and what was taken with a warning (those did not go wrong by themselves). */
export const troubleCount = ({ log, flags, homeFlags, channel }: SlackScreen): number => {
  const warned = [...flags, ...homeFlags, ...(channel?.entries ?? []).flatMap((shown) => shown.flags)]
  const warnings = new Set(warned.filter(({ refused }) => !refused).map(({ id }) => id))
  return log.filter(({ isBad }) => isBad).length + warnings.size
}
