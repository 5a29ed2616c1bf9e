/** The pages for people, and the documents that describe the interface. */
@NullMarked
package io.millrace.gateway.ui;

import org.jspecify.annotations.NullMarked;
