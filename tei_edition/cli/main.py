"""Words typed at a terminal → one of the commands: the group they belong to."""

from __future__ import annotations

import click

from tei_edition.version import __version__


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tei-edition")
def main() -> None:
    """Turn the text of an article into TEI and into editions, with an account of every word.

    \b
    An edition is a folder:
      edition.toml     title, editors, licence, output folder
      register.xml     the people, places, organisations and works named in it
      <slug>.txt       an article
      <slug>.toml      what is known of that article, your notes and corrections

    Exit status: 0 all is well; 1 there are findings of severity error; 2 the command could not do its work.
    """
