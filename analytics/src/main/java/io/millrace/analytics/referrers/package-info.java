/** What a Referer header says: the site and the kind of site that a visit came from. */
@NullMarked
package io.millrace.analytics.referrers;

import org.jspecify.annotations.NullMarked;
