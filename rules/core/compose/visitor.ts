/** Level → the node that a rule's handler of that level receives. */
export interface ComposeNodes {
  file: unknown;
}
