export type Installer = 'apt-get' | 'dnf' | 'apk' | 'brew'
export type InstallFacts = { installers: readonly Installer[]; isRoot: boolean; sudoWithoutPassword: boolean }
type InstallPlan =
  | { ok: true; installer: Installer; program: string; args: string[] }
  | { ok: false; reason: 'no-installer' | 'no-rights' | 'brew-refuses-root' }

// One shell does all of apt's work, so that it still holds the lock and cleans up if its parent is killed.
// flock: two of our commands at the same time take turns. apt itself waits only for dpkg's lock, not for the one
// on its lists. policy-rc.d keeps the package from starting a system service. It is removed again only if we wrote it.
const aptScript = `
set -u
exec 9</var/lib/dpkg && flock 9
command -v redis-server >/dev/null && exit 0
if [ ! -e /usr/sbin/policy-rc.d ]; then
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  trap 'exit 1' HUP INT TERM
  printf '#!/bin/sh\\nexit 101\\n' >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d || exit 1
fi
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 LC_ALL=C
for attempt in 1 2 3 4 5 6 7 8 9 10 11 12; do
  said=$(apt-get update -q 2>&1 9<&-)
  case $said in *lists/lock*) sleep 5 ;; *) break ;; esac
done
printf '%s\\n' "$said"
apt-get install -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 \\
  -o Dpkg::Options::=--force-confold redis-server 9<&-
`

const recipes: Record<Installer, string[]> = {
  'apt-get': ['sh', '-c', aptScript],
  // Newer Fedora and RHEL have Valkey instead.
  dnf: ['sh', '-c', 'dnf install -y redis || dnf install -y valkey'],
  apk: ['apk', 'add', '--no-cache', '--wait', '120', 'redis'],
  brew: ['brew', 'install', 'redis'],
}

/** How this machine gets a Redis: with which package manager, through sudo or not, or why it cannot. */
export const planRedisInstall = ({ installers, isRoot, sudoWithoutPassword }: InstallFacts): InstallPlan => {
  // Where there are both, the system's package manager goes before Homebrew, if we have the rights for it.
  const systemInstaller = installers.find((installer) => installer !== 'brew')
  const hasBrew = installers.includes('brew')
  const plan = (installer: Installer, command: string[]): InstallPlan => {
    const [program = '', ...args] = command
    return { ok: true, installer, program, args }
  }
  if (systemInstaller && isRoot) return plan(systemInstaller, recipes[systemInstaller])
  if (systemInstaller && sudoWithoutPassword) {
    return plan(systemInstaller, ['sudo', '-n', ...recipes[systemInstaller]])
  }
  if (hasBrew && !isRoot) return plan('brew', recipes.brew)
  if (hasBrew) return { ok: false, reason: 'brew-refuses-root' }
  return { ok: false, reason: systemInstaller ? 'no-rights' : 'no-installer' }
}
