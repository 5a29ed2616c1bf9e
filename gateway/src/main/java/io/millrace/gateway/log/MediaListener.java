package io.millrace.gateway.log;

import io.millrace.contracts.posts.MediaEvent;

/** Hears of every event of photos and videos, soon after it was appended, by whichever gateway. */
public interface MediaListener {
    void happened(MediaEvent event);
}
