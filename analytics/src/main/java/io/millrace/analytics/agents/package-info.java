/** What a User-Agent header says: browser, platform, device, and whether a program sent it. */
@NullMarked
package io.millrace.analytics.agents;

import org.jspecify.annotations.NullMarked;
