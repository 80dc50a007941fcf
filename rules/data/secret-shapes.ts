/**
 * Shapes of keys and tokens that services give out.
 * Source: the token format pages of GitHub, GitLab, npm, PyPI, Stripe, Slack, Google, OpenAI, Anthropic, Hugging Face,
 * Docker, DigitalOcean, SendGrid and AWS; RFC 7468 for PEM.
 * Date: 2025-11. Refresh by hand when a service announces a new prefix.
 */
export interface SecretShape {
  readonly label: string;
  /** Without a sticky or global flag; matches the token alone. Every quantifier follows a fixed prefix. */
  readonly pattern: RegExp;
}

export const SECRET_SHAPES: readonly SecretShape[] = [
  { label: 'a private key', pattern: /-----BEGIN (?:[A-Z]{2,10} ){0,2}PRIVATE KEY-----/ },
  { label: 'a GitHub token', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{22,255})/ },
  { label: 'a GitLab token', pattern: /\bglpat-[A-Za-z0-9_-]{20,64}/ },
  { label: 'an npm token', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { label: 'a PyPI token', pattern: /\bpypi-AgEI[A-Za-z0-9_-]{50,255}/ },
  { label: 'a Stripe key', pattern: /\b[sr]k_live_[A-Za-z0-9]{16,255}/ },
  { label: 'a Slack token', pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,255}/ },
  { label: 'a Slack webhook', pattern: /\bhooks\.slack\.com\/services\/T[A-Za-z0-9]{6,20}\/B[A-Za-z0-9]{6,20}\/[A-Za-z0-9]{16,40}/ },
  { label: 'a Google API key', pattern: /\bAIza[A-Za-z0-9_-]{35}/ },
  { label: 'an Anthropic key', pattern: /\bsk-ant-[A-Za-z0-9_-]{20,255}/ },
  { label: 'an OpenAI key', pattern: /\bsk-(?:proj-|svcacct-)?[A-Za-z0-9]{20}[A-Za-z0-9_-]{0,200}/ },
  { label: 'a Hugging Face token', pattern: /\bhf_[A-Za-z0-9]{34}\b/ },
  { label: 'a Docker Hub token', pattern: /\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{20,64}/ },
  { label: 'a DigitalOcean token', pattern: /\bdo[opr]_v1_[0-9a-f]{64}/ },
  { label: 'a SendGrid key', pattern: /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/ },
  { label: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
];
