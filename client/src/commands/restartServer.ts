import type { Command } from '../app.ts';

export const restartServer: Command = async ({ server }) => server.restart();
