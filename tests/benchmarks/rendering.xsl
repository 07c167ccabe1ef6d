<?xml version="1.0" encoding="UTF-8"?>
<!-- A page of a TEI text as a stylesheet would make it: title, contents, numbered paragraphs, notes with markers and
  links back, both readings, lists, tables, figures, links, verse, drama, page breaks. For comparison of speed only. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:t="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="t">
  <xsl:output method="html" encoding="UTF-8" indent="no"/>
  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>

  <xsl:template match="/">
    <html lang="en"><head><meta charset="utf-8"/><title><xsl:value-of select="//t:titleStmt/t:title[1]"/></title></head>
      <body>
        <h1><xsl:value-of select="//t:titleStmt/t:title[1]"/></h1>
        <p class="byline"><xsl:value-of select="//t:titleStmt/t:author[1]"/></p>
        <nav><ul><xsl:for-each select="//t:text//t:div/t:head[1]"><li><a href="#{generate-id(..)}"><xsl:value-of select="."/></a></li></xsl:for-each></ul></nav>
        <article><xsl:apply-templates select="//t:text[not(ancestor::t:text)]"/></article>
        <section class="notes"><xsl:apply-templates select="//t:text//t:note" mode="foot"/></section>
      </body></html>
  </xsl:template>

  <xsl:template name="attributes">
    <xsl:param name="more"/>
    <xsl:if test="@xml:id"><xsl:attribute name="id"><xsl:value-of select="@xml:id"/></xsl:attribute></xsl:if>
    <xsl:attribute name="class">
      <xsl:value-of select="local-name()"/>
      <xsl:if test="@rend"><xsl:text> r-</xsl:text><xsl:value-of select="translate(@rend, '#', ' ')"/></xsl:if>
      <xsl:if test="@place"><xsl:text> place-</xsl:text><xsl:value-of select="@place"/></xsl:if>
      <xsl:if test="$more"><xsl:text> </xsl:text><xsl:value-of select="$more"/></xsl:if>
    </xsl:attribute>
    <xsl:if test="@xml:lang"><xsl:attribute name="lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if>
  </xsl:template>

  <xsl:template match="t:text|t:front|t:body|t:back|t:group"><div><xsl:call-template name="attributes"/><xsl:apply-templates/></div></xsl:template>
  <xsl:template match="t:div|t:div1|t:div2|t:div3"><section id="{generate-id()}"><xsl:call-template name="attributes"/><xsl:apply-templates/></section></xsl:template>
  <xsl:template match="t:div/t:head|t:div1/t:head|t:div2/t:head|t:body/t:head">
    <xsl:variable name="level" select="count(ancestor::t:div) + 1"/>
    <xsl:element name="h{$level}"><xsl:call-template name="attributes"/><xsl:apply-templates/></xsl:element>
  </xsl:template>
  <xsl:template match="t:p">
    <p><xsl:call-template name="attributes"/><a class="pn" href="#{generate-id()}"><xsl:number level="any" count="t:p" from="t:text"/></a><xsl:text> </xsl:text><xsl:apply-templates/></p>
  </xsl:template>
  <xsl:template match="t:quote[t:p or t:lg]|t:q[t:p or t:lg]"><blockquote><xsl:call-template name="attributes"/><xsl:apply-templates/></blockquote></xsl:template>
  <xsl:template match="t:lg|t:l|t:sp|t:speaker|t:opener|t:closer|t:byline|t:salute|t:signed|t:dateline|t:trailer|t:epigraph|t:head|t:castList|t:titlePage|t:docTitle|t:entry|t:ab|t:u">
    <div><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>
  <xsl:template match="t:stage[not(ancestor::t:p or ancestor::t:l)]"><div><xsl:call-template name="attributes"/><xsl:apply-templates/></div></xsl:template>
  <xsl:template match="t:list"><ul><xsl:call-template name="attributes"/><xsl:apply-templates select="t:item|t:label"/></ul></xsl:template>
  <xsl:template match="t:item"><li><xsl:call-template name="attributes"/><xsl:apply-templates/></li></xsl:template>
  <xsl:template match="t:table"><table><xsl:call-template name="attributes"/><xsl:apply-templates select="t:row"/></table></xsl:template>
  <xsl:template match="t:row"><tr><xsl:call-template name="attributes"/><xsl:apply-templates select="t:cell"/></tr></xsl:template>
  <xsl:template match="t:cell"><td><xsl:call-template name="attributes"/><xsl:apply-templates/></td></xsl:template>
  <xsl:template match="t:figure"><figure><xsl:call-template name="attributes"/><xsl:apply-templates/></figure></xsl:template>
  <xsl:template match="t:graphic"><img src="{@url}" alt=""/></xsl:template>
  <xsl:template match="t:note">
    <sup><a id="ref-{generate-id()}" href="#note-{generate-id()}"><xsl:number level="any" count="t:note" from="t:text"/></a></sup>
  </xsl:template>
  <xsl:template match="t:note" mode="foot">
    <div id="note-{generate-id()}" class="note"><a href="#ref-{generate-id()}"><xsl:number level="any" count="t:note" from="t:text"/></a><xsl:text> </xsl:text><xsl:apply-templates/></div>
  </xsl:template>
  <xsl:template match="t:choice[t:corr]|t:choice[t:reg]|t:choice[t:expan]|t:app">
    <span><xsl:call-template name="attributes"/>
      <xsl:for-each select="*"><span title="{normalize-space(../*[. != current()][1])}"><xsl:call-template name="attributes"><xsl:with-param name="more"><xsl:choose>
        <xsl:when test="self::t:corr or self::t:reg or self::t:expan or self::t:lem">v-reading</xsl:when><xsl:otherwise>v-source</xsl:otherwise></xsl:choose></xsl:with-param></xsl:call-template><xsl:apply-templates/></span></xsl:for-each>
    </span>
  </xsl:template>
  <xsl:template match="t:ref[@target]|t:persName[@ref]|t:placeName[@ref]|t:orgName[@ref]|t:rs[@ref]">
    <a href="{@target}{@ref}"><xsl:call-template name="attributes"/>
      <xsl:if test="@ref and key('id', substring-after(@ref, '#'))"><xsl:attribute name="title"><xsl:value-of select="normalize-space(key('id', substring-after(@ref, '#')))"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/></a>
  </xsl:template>
  <xsl:template match="t:hi[contains(@rend, 'ital')]|t:emph|t:foreign"><i><xsl:call-template name="attributes"/><xsl:apply-templates/></i></xsl:template>
  <xsl:template match="t:hi[contains(@rend, 'bold')]"><b><xsl:call-template name="attributes"/><xsl:apply-templates/></b></xsl:template>
  <xsl:template match="t:title"><cite><xsl:call-template name="attributes"/><xsl:apply-templates/></cite></xsl:template>
  <xsl:template match="t:del"><del><xsl:call-template name="attributes"/><xsl:apply-templates/></del></xsl:template>
  <xsl:template match="t:lb"><br/></xsl:template>
  <xsl:template match="t:pb"><span class="pb" role="doc-pagebreak"><xsl:value-of select="@n"/></span></xsl:template>
  <xsl:template match="t:gap">[…]</xsl:template>
  <xsl:template match="t:fw|t:index|t:milestone|t:anchor|t:teiHeader|t:standOff|t:facsimile"/>
  <xsl:template match="*"><span><xsl:call-template name="attributes"/><xsl:apply-templates/></span></xsl:template>
</xsl:stylesheet>
