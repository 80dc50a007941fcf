import { devices } from '@playwright/test';

export default {
  projects: [
    { use: devices['Desktop Chrome'] },
    { use: devices['Desktop Firefox'] },
    { use: devices['Desktop Safari'] },
    { use: devices['Pixel 5'] },
    { use: devices['iPhone 12'] },
  ],
  webServer: { command: 'pnpm dev', url: 'http://localhost:3000' },
};
