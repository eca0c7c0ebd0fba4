/** Where the app was installed, by workspaces or organisations (`id`). What is kept of each is sealed at rest. */
export interface Installations {
  put(id: string, installation: string, now: number): Promise<void>
  /** Null: the app is not installed there. */
  get(id: string): Promise<string | null>
  /** The ids of all, the first to install the app first. */
  all(): Promise<string[]>
  /** Keeps which organisation has the app in one of its workspaces. */
  noteOrganisation(team: string, organisation: string): Promise<void>
  organisationOf(team: string): Promise<string | null>
  /** True where nobody else renews the tokens of this one now, nor for so many ms. */
  takeRenewal(id: string, ms: number): Promise<boolean>
  /**
   * Forgets an installation, unless the app was installed anew since it was removed. Its workspaces are removed teams from then on, until
   * `gone` is called or the app is installed anew.
   */
  remove(id: string, removedAt: number): Promise<void>
  removedTeams(): Promise<string[]>
  gone(team: string): Promise<void>
}
