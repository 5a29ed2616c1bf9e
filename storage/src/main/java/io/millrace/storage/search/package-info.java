/** The inverted index of posts and of user names: its words, its tables. */
@NullMarked
package io.millrace.storage.search;

import org.jspecify.annotations.NullMarked;
