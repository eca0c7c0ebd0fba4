export type Installer = 'apt-get' | 'dnf' | 'apk' | 'brew'
export type InstallFacts = { installers: readonly Installer[]; isRoot: boolean; sudoWithoutPassword: boolean }
type InstallPlan =
  | { ok: true; installer: Installer; program: string; args: string[] }
  | { ok: false; reason: 'no-installer' | 'no-rights' | 'brew-refuses-root' }

// One shell for the whole of apt's work, so that its lock and its clean-up outlast a killed parent.
// flock: two of our commands side by side take turns (apt waits for dpkg's lock, not for the one of its
// lists). policy-rc.d: the package shall not start a system service; taken away again only if it is ours.
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
  // Newer Fedora and RHEL have Valkey in its place.
  dnf: ['sh', '-c', 'dnf install -y redis || dnf install -y valkey'],
  apk: ['apk', 'add', '--no-cache', '--wait', '120', 'redis'],
  brew: ['brew', 'install', 'redis'],
}

/** How this machine gets a Redis: with which package manager, through sudo or not, or why it cannot. */
export const planRedisInstall = ({ installers, isRoot, sudoWithoutPassword }: InstallFacts): InstallPlan => {
  // Where Homebrew stands beside a system manager the latter comes first, when its rights are there.
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
