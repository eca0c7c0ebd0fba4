/** Numbers in [0, 1). */
export type Dice = () => number

export const within = (dice: Dice, least: number, most: number): number =>
  Math.round(least + dice() * (most - least))

export const chance = (dice: Dice, of: number): boolean => dice() < of

export const oneOf = <T>(dice: Dice, all: readonly T[]): T => {
  const one = all[Math.floor(dice() * all.length)]
  if (one === undefined) throw new Error('nothing to choose from')
  return one
}

/** One of the names, each as likely as its weight says. */
export const byWeight = <T extends string>(dice: Dice, weights: Record<T, number>): T => {
  const all = Object.entries<number>(weights) as [T, number][]
  let left = dice() * all.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of all) {
    left -= weight
    if (left < 0) return name
  }
  return oneOf(dice, all)[0]
}
