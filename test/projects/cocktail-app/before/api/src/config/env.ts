export const env = {
  nodeEnv: process.env.NODE_ENV,
  port: process.env.PORT,
};
console.log('environment loaded', env.nodeEnv);
