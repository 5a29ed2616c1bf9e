package io.millrace.gateway.media;

import io.millrace.contracts.posts.MediaId;

/** Gives out ids, each once. */
interface MediaIds {
    MediaId next();
}
