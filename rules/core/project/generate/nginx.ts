/**
 * A server block of nginx for an application of one page: unknown paths lead to it, and what has a hash in its name may be kept.
 * @param assets folder of the files whose names change with their content
 */
export function singlePageServer(port: number, assets = 'assets'): string {
  return `server {
    listen ${port};
    root /usr/share/nginx/html;

    gzip on;
    gzip_min_length 1024;
    gzip_types text/css application/javascript application/json image/svg+xml;

    add_header X-Content-Type-Options nosniff always;
    add_header X-Frame-Options SAMEORIGIN always;
    add_header Referrer-Policy strict-origin-when-cross-origin always;

    location = /health {
        access_log off;
        default_type text/plain;
        return 200 "ok";
    }

    location /${assets}/ {
        expires 1y;
    }

    location / {
        try_files $uri $uri/ /index.html;
    }
}
`;
}
