# Two images from one file. `service`, with ARG APP, is one of the five: its own program on layers that all five
# have in common. `tools` is what stands around them: secrets, the mail inbox, the gateway, demo.json.
# No BuildKit syntax is needed, and no registry is named: npm goes where the base image is told to go.

# Only what says which packages are wanted: as long as that stays, the installations below are kept.
FROM node:24-slim AS manifests
WORKDIR /todoke
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json -delete && find . -type d -empty -delete

# Install scripts are left out everywhere: what they would fetch or compile is either in the packages or not needed.
FROM manifests AS build
COPY deploy/image/cut-manifests.js /
RUN node /cut-manifests.js apps/* libs/local-system libs/gateway -- @jridgewell/sourcemap-codec @swc/cli @swc/core esbuild prisma turbo && \
    npm ci --ignore-scripts && rm -rf ~/.npm
COPY . .
ENV TURBO_TELEMETRY_DISABLED=1 CI=1
RUN npx turbo run build --filter='./apps/*' --filter=@todoke/local-system --filter=@todoke/gateway --output-logs=errors-only
# Of each package, what runs. What only tests need stays behind.
RUN for folder in libs/* apps/*; do \
      case $folder in libs/testing|libs/tooling) continue ;; libs/local-system|libs/gateway) to=/tools ;; *) to=/services ;; esac; \
      mkdir -p $to/$folder && cp $folder/package.json $to/$folder; \
      for part in build dist bin migrations; do [ ! -e $folder/$part ] || cp -r $folder/$part $to/$folder; done; \
      [ ! -e $folder/prisma/migrations ] || cp -r --parents $folder/prisma/migrations $to; \
    done

FROM manifests AS service-packages
COPY deploy/image/cut-manifests.js deploy/image/strip-packages /
RUN node /cut-manifests.js apps/* && \
    npm ci --ignore-scripts --omit=dev --omit=optional && rm -rf ~/.npm && /strip-packages

FROM manifests AS tools-packages
COPY deploy/image/cut-manifests.js deploy/image/strip-packages /
RUN node /cut-manifests.js libs/local-system libs/gateway && \
    npm ci --ignore-scripts --omit=dev --omit=optional && rm -rf ~/.npm && /strip-packages

FROM node:24-slim AS tools
LABEL org.opencontainers.image.title=todoke
ENV NODE_ENV=production
# Volumes take over who owns these.
RUN install -d -o node -g node /mails /run/todoke && \
    cd /run/todoke && install -d -o node -g node secrets superuser administration trial \
      registration approval accounts notifications reporting nats
WORKDIR /todoke
COPY --from=tools-packages /todoke ./
COPY --from=build /tools ./
COPY deploy/compose deploy/compose
COPY deploy/nats-users.conf deploy/
USER node

FROM node:24-slim AS service
LABEL org.opencontainers.image.title=todoke
ENV NODE_ENV=production
RUN install -d -o node -g node /run/todoke /run/trial
WORKDIR /todoke
COPY --from=service-packages /todoke ./
COPY --from=build /services/libs libs
COPY deploy/image/healthy.js healthy.js
ARG APP
COPY --from=build /services/apps/${APP} apps/${APP}
WORKDIR /todoke/apps/${APP}
USER node
# The file holds what this service alone may know; where there is none, as on Kubernetes, the environment has it.
CMD ["node", "--enable-source-maps", "--max-semi-space-size=16", "--env-file-if-exists=/run/todoke/service.env", "dist/main.js"]
