/** Level → the node that a rule's handler of that level receives. */
export interface DockerfileNodes {
  file: unknown;
}
